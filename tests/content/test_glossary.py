"""The words of the house: each once, in order, each with a sentence."""

from pathlib import Path

import yaml

import chalkface.content

GLOSSARY = Path(chalkface.content.__path__[0]) / "glossary.yaml"


def test_each_word_once_in_order_with_a_sentence() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    words = [line.partition(":")[0] for line in text.splitlines() if line and not line.startswith("#")]
    meanings = yaml.safe_load(text)
    assert list(meanings) == words, "a word is there twice, or YAML reads the line otherwise"
    assert words == sorted(words, key=str.lower)
    assert all(isinstance(meaning, str) and meaning.endswith(".") for meaning in meanings.values())
