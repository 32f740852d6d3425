"""Documents made by hand: the smallest that the programs they come from would write."""

import zipfile

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def word_xml(body, before=""):
    root = f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    return f'<?xml version="1.0"?>{before}{root}'


@pytest.fixture
def docx(tmp_path):
    """docx(body XML, before the root) -> path"""
    return lambda body, before="": zipped(
        tmp_path / "letter.docx", {"word/document.xml": word_xml(body, before)}
    )


@pytest.fixture
def epub(tmp_path):
    """epub({page: body}, more members) -> path"""

    def make(pages, more=None):
        items = "".join(
            f'<item id="i{n}" href="text/{name}" media-type="application/xhtml+xml"/>'
            for n, name in enumerate(pages)
        )
        order = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
        members = {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
            'container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
            "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            f"{items}</manifest><spine>{order}</spine></package>",
        }
        for name, body in pages.items():
            members[f"OPS/text/{name.replace('%20', ' ')}"] = (
                '<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title>'
                f"<style>p {{}}</style></head><body>{body}</body></html>"
            )
        return zipped(tmp_path / "book.epub", members | (more or {}))

    return make
