"""Reading a format's sample and writing what came out as plain data, for comparison with its ``expected.yaml``.

``python -m tests.imports_pure.golden CODE`` prints the data as YAML: read it, and when it is right, keep it.
"""

import dataclasses
import sys
from datetime import date
from pathlib import Path

import yaml

from chalkface.imports import formats as formats_package
from chalkface.imports.formats import formats
from chalkface.imports.parsed import NameReference, Options, Parsed
from chalkface.imports.reading import from_paths, open_documents
from chalkface.imports.recognise import recognise

FOLDERS = Path(formats_package.__file__).parent
DAY = date(2025, 11, 3)


def samples(code: str) -> list[Path]:
    """The sample files or folders of a format."""
    return sorted(FOLDERS.joinpath(code).glob("sample*"))


def read_sample(path: Path) -> Parsed:
    """A sample recognised among all formats and read as of 3 November 2025."""
    [found] = recognise(open_documents(from_paths([path])))
    return found.read(Options(DAY))


def plain(value: object) -> object:
    """A value as YAML can hold it."""
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, NameReference):
        return dataclasses.asdict(value)
    return value


def as_data(parsed: Parsed) -> dict[str, object]:
    """What a golden file holds of one sample."""
    return {
        "format": parsed.format,
        "rows_received": parsed.rows_received,
        "refused": [[bad.file, bad.row, bad.column] for bad in parsed.refused],
        "notes": parsed.notes,
        "school": {"urn": parsed.school_urn, "laestab": parsed.school_laestab},
        "full_list": parsed.full_list,
        "academic_year": parsed.academic_year,
        "tables": {stem: [{"row": row.number} | {name: plain(value) for name, value in row.values.items()} for row in rows]
                   for stem, rows in parsed.tables.items()},
    }


if __name__ == "__main__":
    wanted = {path.name: as_data(read_sample(path)) for path in samples(sys.argv[1])}
    assert sys.argv[1] in formats()
    for sample, data in wanted.items():
        print(f"{sample}:")
        for name, content in data.items():
            if name != "tables":
                print(f"  {name}: {yaml.safe_dump(content, default_flow_style=True, allow_unicode=True, width=10**6).strip()}"
                      .removesuffix("\n...").removesuffix(" ..."))
        print("  tables:")
        for stem, rows in data["tables"].items():
            print(f"    {stem}:")
            for row in rows:
                line = yaml.safe_dump(row, default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False)
                print(f"    - {line.strip()}")
