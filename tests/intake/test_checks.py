"""Which input a file is, by its name, and for which periods it is checked."""

from pathlib import Path

import pytest

from fzlib.intake.checks import input_label


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("2023-05.xlsx", "monthly/2023-05.xlsx"),
        ("2023-05终稿.XLS", "monthly/2023-05.xls"),
        ("2023.csv", "expected/2023.csv"),
        ("2023.toml", "rules/2023.toml"),
        ("regions.ods", "regions.ods"),
        ("rulings.csv", "rulings.csv"),
        ("dataset.toml", "dataset.toml"),
        *(
            (name, None)
            for name in (
                "5月.csv", "2023-01.csv", "notes.txt", "2023-05", "other.toml", "9999.toml",
                "9999.csv",
            )
        ),
    ],
)  # fmt: skip
def test_a_file_is_what_its_name_says(name, label):
    assert input_label(Path("草稿") / name) == label
