"""Documents come in as paragraphs; what is broken or means harm is refused in one sentence."""

import zipfile

import pytest

from engine.documents import Document, Part, portions, read_document
from engine.errors import EngineError


def paragraph(text, style=""):
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_word_gives_its_paragraphs_and_chapters(docx):
    body = (
        paragraph("One", "Heading1")
        + "<w:p><w:r><w:t>Split </w:t></w:r><w:r><w:t>run</w:t><w:tab/><w:t>&amp; tab.</w:t></w:r>"
        "<w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc>" + paragraph("Cell.") + "</w:tc></w:tr></w:tbl>"
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>new</w:t></mc:Choice><mc:Fallback>"
        "<w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + paragraph("Two", "Heading1")
        + paragraph("Last.")
    )
    document = read_document(docx(body))
    assert [part.title for part in document.parts] == ["One", "Two"]
    assert document.parts[0].text == "One\n\nSplit run & tab.\n\nCell.\n\nnew"
    assert document.title == "letter"


def test_a_book_gives_its_pages_in_their_order(epub):
    path = epub(
        {
            "b%20one.xhtml": "<h1>Chapter <i>One</i></h1><p>First&nbsp;line<br/>second "
            'line.<a epub:type="noteref" href="#n">7</a></p><script>no()</script>',
            "a.xhtml": "<div><p>A <ruby>字<rt>zi</rt></ruby> and <img src='file:///etc/passwd'/>"
            "more.</p></div>tail",
        }
    )
    document = read_document(path)
    assert [part.title for part in document.parts] == ["Chapter One", ""]
    assert document.parts[0].text == "Chapter One\n\nFirst line\nsecond line."
    assert document.parts[1].text == "A 字 and more.\n\ntail"


def test_markdown_loses_its_signs(tmp_path):
    path = tmp_path / "notes.md"
    path.write_text(
        "---\ntitle: x\n---\n# Title\n\nSome *fine* [link](http://x.y) and `code`.\n\n"
        "- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![picture](p.png)\n\n"
        "# Next\n\n> said\n",
        encoding="utf-8",
    )
    first, second = read_document(path).parts
    assert first.text == "Title\n\nSome fine link and code.\n\none\n\ntwo\n\na, b\n\n1, 2"
    assert (second.title, second.text) == ("Next", "Next\n\nsaid")


def test_subtitles_keep_their_times(tmp_path):
    path = tmp_path / "film.srt"
    path.write_bytes(
        b"\xef\xbb\xbf1\r\n00:00:01,500 --> 00:00:03,000\r\n<i>Hello</i>\r\nthere.\r\n\r\n"
        b"2\r\n01:00:04,000 --> 01:00:05,000 X1:1\r\n{\\an8}Bye.\r\n\r\n3\r\n\r\n"
    )
    (part,) = read_document(path).parts
    assert part.text == "Hello\nthere.\n\nBye."
    assert part.marks == ((0, 1.5), (14, 3604.0))
    path = tmp_path / "film.vtt"
    path.write_text("WEBVTT\n\nNOTE x\n\nid\n00:01.25 --> 00:02.000\n<v Anna>Hi.\n")
    assert read_document(path).parts == (Part("", "Hi.", ((0, 1.25),)),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_in_its_encodings(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_text("Grüße,\n你好。", encoding=encoding)
    assert read_document(path).text == "Grüße,\n你好。"


def test_long_documents_are_cut_between_paragraphs_and_lose_nothing():
    text = "\n\n".join(f"Paragraph {n} has a few words." for n in range(400))
    whole = Document(
        "x", (Part("a", text[:5000], ((40, 2.0), (4000, 9.0))), Part("b", text[5002:]))
    )
    cut = list(portions(whole, 3_000))
    assert all(len(part.text) <= 3_000 for part in cut)
    assert "".join("".join(p.text for p in cut).split()) == "".join(whole.text.split())
    marks = {second: part.text[at:] for part in cut for at, second in part.marks}
    assert marks[2.0][:9] == text[40:49] and marks[9.0][:9] == text[4000:4009]


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"no zip", "is damaged: it is no docx"),
        ("a.epub", b"", "is damaged: it is no epub"),
        ("a.txt", b"\xff\xfe\xfa\x00\xd8", "not a UTF-8 text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "not a UTF-8 text"),
        ("a.txt", b" \n ", "holds no text"),
        ("a.srt", b"Hello.", "holds no text"),
        ("a.pdf", b"%PDF", "no text that can be read"),
    ],
)
def test_what_is_no_document_is_refused_in_one_sentence(tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(EngineError, match=words) as caught:
        read_document(path)
    assert caught.value.hint


def test_documents_without_their_heart_and_with_entities_are_damaged(tmp_path, docx):
    path = tmp_path / "empty.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("other.xml", "<a/>")
    with pytest.raises(EngineError, match=r"word/document\.xml is not in it"):
        read_document(path)
    with pytest.raises(EngineError, match="declares entities"):
        read_document(docx(paragraph("&a;&b;"), ENTITY))
    with pytest.raises(EngineError, match="is no XML"):
        read_document(docx("<w:p>"))
    with pytest.raises(EngineError, match="cannot be read"):
        read_document(tmp_path / "none.txt")


def test_a_bomb_is_not_opened(tmp_path, epub):
    with pytest.raises(EngineError, match="unpacks to far more") as caught:
        read_document(epub({"a.xhtml": " " * (8 << 20)}))
    assert caught.value.kind == "input"
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate((64 << 20) + 1)
    with pytest.raises(EngineError, match="too large"):
        read_document(large)


def test_a_protected_book_is_said_to_be_one(epub):
    locked = '<encryption xmlns="urn:x"><CipherReference URI="OPS/text/a.xhtml"/></encryption>'
    with pytest.raises(EngineError, match="protected against copying"):
        read_document(epub({"a.xhtml": "<p>x</p>"}, {"META-INF/encryption.xml": locked}))
