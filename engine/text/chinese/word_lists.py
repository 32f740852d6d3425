"""Lists of words with a tone of their own, PaddleSpeech's, as the package misaki carries them."""

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def word_list(module: str, name: str) -> frozenset[str]:
    """The list that a class of `misaki.<module>` holds under `name`.

    Read, not imported: the import would want another segmenter.

    Raises:
        ModuleNotFoundError: misaki is not installed.
        LookupError: it holds no such list.
    """
    spec = find_spec(f"misaki.{module}")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'misaki'", name="misaki")
    for node in ast.walk(ast.parse(Path(spec.origin).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == f"self.{name}":
            return frozenset(ast.literal_eval(node.value))
    raise LookupError(name)
