"""The list of municipalities: what is read, what is refused, and what the import writes."""

import os
import subprocess
import sys
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from core.municipality_list import (
    PROVINCES,
    MunicipalityListError,
    MunicipalityRow,
    RowProblem,
    read_municipalities,
)

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
OWN_LIST = ROOT / "core" / "data" / "municipalities.csv"

OWN_HEADER = "code,name,province,valid_year,dissolved\n"
CBS_HEADER = (
    "Gemeentecode;GemeentecodeGM;Gemeentenaam;Provinciecode;ProvinciecodePV;Provincienaam\n"
)
CBS_ROWS = (
    "114;GM0114;Emmen;22;PV22;Drenthe\n"
    "1900;GM1900;Súdwest-Fryslân;21;PV21;Fryslân\n"
    '820;GM0820;"Nuenen, Gerwen en Nederwetten";30;PV30;Noord-Brabant\n'
)
CBS_LIST = CBS_HEADER + CBS_ROWS
CBS_READ = [
    MunicipalityRow("0114", "Emmen", "drenthe", None),
    MunicipalityRow("1900", "Súdwest-Fryslân", "fryslan", None),
    MunicipalityRow("0820", "Nuenen, Gerwen en Nederwetten", "noord-brabant", None),
]


def problems_of(source: str | bytes) -> list[RowProblem]:
    """Return what is wrong with a list that has to be refused."""
    with pytest.raises(MunicipalityListError) as caught:
        read_municipalities(source)
    return caught.value.problems


class TestReading:
    def test_own_layout(self) -> None:
        text = OWN_HEADER + "0363,Amsterdam,noord-holland,2023,0\n0457,Weesp,noord-holland,2022,1\n"
        assert read_municipalities(text) == [
            MunicipalityRow("0363", "Amsterdam", "noord-holland", 2023),
            MunicipalityRow("0457", "Weesp", "noord-holland", 2022, dissolved=True),
        ]

    def test_own_layout_with_figures(self) -> None:
        text = (
            OWN_HEADER.strip() + ",population,urbanity\n"
            "0363,Amsterdam,noord-holland,2023,0,918117,1\n"
            "0184,Urk,flevoland,2023,0,,\n"
        )
        assert [(row.population, row.urbanity) for row in read_municipalities(text)] == [
            (918117, 1),
            (None, None),
        ]

    @pytest.mark.parametrize(
        "source",
        [
            pytest.param(CBS_LIST, id="text"),
            pytest.param("\ufeff" + CBS_LIST, id="text with a byte order mark"),
            pytest.param(CBS_LIST.encode(), id="utf-8"),
            pytest.param(CBS_LIST.encode("utf-8-sig"), id="utf-8 with a byte order mark"),
            pytest.param(CBS_LIST.encode("cp1252"), id="windows-1252"),
            pytest.param(CBS_LIST.replace("\n", "\r\n").encode("utf-8-sig"), id="windows lines"),
            pytest.param(CBS_LIST.replace(";", ",").encode(), id="commas"),
            pytest.param(CBS_LIST.replace(";", "\t"), id="tabs"),
            pytest.param("\n" + CBS_LIST + ";;;;;\n\n", id="empty lines"),
            pytest.param(CBS_LIST.replace("PV21;Fryslân", "PV21;Friesland"), id="Friesland"),
            pytest.param(CBS_LIST.replace("â", "a\u0302"), id="accents apart"),
            pytest.param(CBS_HEADER.upper() + CBS_ROWS, id="header in capitals"),
        ],
    )
    def test_cbs_layout(self, source: str | bytes) -> None:
        assert read_municipalities(source) == CBS_READ

    def test_columns_are_found_by_name(self) -> None:
        text = "Provincienaam,Remark,Gemeentenaam,GemeentecodeGM\nDrenthe,x,Emmen,GM0114\n"
        assert read_municipalities(text) == CBS_READ[:1]

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("114", "0114"),
            ("0114", "0114"),
            ("GM0114", "0114"),
            ("gm114", "0114"),
            (" 637", "0637"),
            ("14 ", "0014"),
            ("1992", "1992"),
        ],
    )
    def test_spellings_of_a_code(self, written: str, code: str) -> None:
        text = OWN_HEADER + f"{written},Somewhere,drenthe,2023,0\n"
        assert [row.code for row in read_municipalities(text)] == [code]

    @pytest.mark.parametrize(
        ("written", "slug"),
        [
            ("Noord-Brabant", "noord-brabant"),
            ("noord-brabant", "noord-brabant"),
            ("Zuid Holland", "zuid-holland"),
            ("PV28", "zuid-holland"),
            ("24", "flevoland"),
            ("Friesland", "fryslan"),
            ("FRYSLÂN", "fryslan"),
        ],
    )
    def test_spellings_of_a_province(self, written: str, slug: str) -> None:
        text = OWN_HEADER + f"0114,Somewhere,{written},2023,0\n"
        assert [row.province for row in read_municipalities(text)] == [slug]


class TestFaults:
    @pytest.mark.parametrize(
        ("row", "column", "said"),
        [
            ("0114,Emmen,Drente,2023,0", "province", "'Drente' is no province"),
            ("0114,Emmen,,2023,0", "province", "'' is no province"),
            ("0114,Emmen,PV19,2023,0", "province", "'PV19' is no province"),
            ("11x4,Emmen,drenthe,2023,0", "code", "'11x4' is no CBS code"),
            ("01140,Emmen,drenthe,2023,0", "code", "'01140' is no CBS code"),
            ("-114,Emmen,drenthe,2023,0", "code", "'-114' is no CBS code"),
            ("١١٤,Emmen,drenthe,2023,0", "code", "is no CBS code"),
            ("0000,Emmen,drenthe,2023,0", "code", "'0000' is no CBS code"),
            (",Emmen,drenthe,2023,0", "code", "'' is no CBS code"),
            ("0114,  ,drenthe,2023,0", "name", "the name is empty"),
            (f"0114,{'E' * 81},drenthe,2023,0", "name", "longer than 80"),
            ("0114,Emmen,drenthe,1989,0", "valid_year", "'1989' is not a whole number from 1990"),
            ("0114,Emmen,drenthe,2101,0", "valid_year", "to 2100"),
            ("0114,Emmen,drenthe,,0", "valid_year", "'' is not a whole number"),
            ("0114,Emmen,drenthe,2023.0,0", "valid_year", "'2023.0' is not a whole number"),
            ("0114,Emmen,drenthe,2023,no", "dissolved", "'no' is not a whole number from 0 to 1"),
            ("0114,Emmen,drenthe,2023", "", "4 fields where the header has 5"),
            ("0820,Nuenen, Gerwen en Nederwetten,noord-brabant,2023,0", "", "6 fields"),
        ],
    )
    def test_a_faulty_row(self, row: str, column: str, said: str) -> None:
        (problem,) = problems_of(OWN_HEADER + "0363,Amsterdam,noord-holland,2023,0\n" + row + "\n")
        assert (problem.line, problem.column) == (3, column)
        assert said in problem.message

    @pytest.mark.parametrize(
        ("figures", "column"),
        [("many,1", "population"), ("-1,1", "population"), ("5,6", "urbanity")],
    )
    def test_faulty_figures(self, figures: str, column: str) -> None:
        header = OWN_HEADER.strip() + ",population,urbanity\n"
        (problem,) = problems_of(header + f"0114,Emmen,drenthe,2023,0,{figures}\n")
        assert problem.column == column

    def test_a_code_that_is_there_twice(self) -> None:
        (problem,) = problems_of(
            OWN_HEADER + "0114,Emmen,drenthe,2023,0\n\nGM114,Emmen,drenthe,2022,1\n"
        )
        assert problem == RowProblem(4, "code", "code 0114 is already on line 2")

    @pytest.mark.parametrize("column", OWN_HEADER.strip().split(","))
    def test_a_missing_column(self, column: str) -> None:
        header = OWN_HEADER.replace(column, "something")
        assert problems_of(header + "0114,Emmen,drenthe,2023,0\n") == [
            RowProblem(1, column, f"the column {column} is missing")
        ]

    def test_missing_columns_of_the_cbs_layout(self) -> None:
        assert [
            (problem.line, problem.column) for problem in problems_of("Gemeentenaam\nEmmen\n")
        ] == [
            (1, "Gemeentecode"),
            (1, "Provincienaam"),
        ]

    def test_a_column_that_is_there_twice(self) -> None:
        (problem,) = problems_of("name," + OWN_HEADER + "Emmen,0114,Emmen,drenthe,2023,0\n")
        assert problem == RowProblem(1, "name", "the column is there more than once")

    def test_columns_that_do_not_agree(self) -> None:
        shifted = (
            CBS_HEADER + "114;GM0106;Emmen;22;PV22;Drenthe\n118;GM0118;Hoogeveen;22;PV22;Zeeland\n"
        )
        assert [(problem.line, problem.column) for problem in problems_of(shifted)] == [
            (2, "Gemeentecode"),
            (3, "Provincienaam"),
        ]

    @pytest.mark.parametrize(
        ("source", "said"),
        [
            (b"", "the file is empty"),
            (b"\n \n", "the file is empty"),
            (OWN_HEADER, "no rows under the header"),
            (OWN_HEADER.encode() + b"0114,Emmen\x81,drenthe,2023,0\n", "neither UTF-8 nor"),
            (OWN_HEADER + '0114,"' + "x" * 200_000, "no CSV file"),
            (b"PK\x03\x04 a workbook", "the column code is missing"),
        ],
    )
    def test_a_file_that_is_no_list(self, source: str | bytes, said: str) -> None:
        assert said in str(problems_of(source)[0])

    def test_all_faults_are_told_in_the_order_of_the_file(self) -> None:
        problems = problems_of(
            OWN_HEADER
            + "x,,Drente,1,2\n"
            + "0363,Amsterdam,noord-holland,2023,0\n"
            + "0363,Amsterdam,Holland,2023,0\n"
            + "short\n"
        )
        assert [(problem.line, problem.column) for problem in problems] == [
            (2, "code"),
            (2, "name"),
            (2, "province"),
            (2, "valid_year"),
            (2, "dissolved"),
            (4, "province"),
            (4, "code"),
            (5, ""),
        ]

    def test_the_error_says_how_many_faults_and_the_first(self) -> None:
        error = MunicipalityListError([RowProblem(4, "", "late"), RowProblem(2, "code", "early")])
        assert str(error).endswith("has 2 faults; the first: line 2, column code: early")


@pytest.fixture(scope="module")
def rows() -> list[MunicipalityRow]:
    return read_municipalities(OWN_LIST.read_bytes())


class TestOwnList:
    def test_the_municipalities_in_force(self, rows: list[MunicipalityRow]) -> None:
        in_force = [row for row in rows if not row.dissolved]
        assert len(in_force) == 342
        assert {row.valid_year for row in in_force} == {2023}
        assert Counter(row.province for row in in_force) == {
            "groningen": 10,
            "fryslan": 18,
            "drenthe": 12,
            "overijssel": 25,
            "flevoland": 6,
            "gelderland": 51,
            "utrecht": 26,
            "noord-holland": 44,
            "zuid-holland": 50,
            "zeeland": 13,
            "noord-brabant": 56,
            "limburg": 31,
        }

    def test_the_dissolved_ones(self, rows: list[MunicipalityRow]) -> None:
        assert [row for row in rows if row.dissolved] == [
            MunicipalityRow("0457", "Weesp", "noord-holland", 2022, dissolved=True)
        ]

    def test_names_are_unique_and_in_order(self, rows: list[MunicipalityRow]) -> None:
        names = [row.name for row in rows]
        assert names == sorted(set(names))

    @pytest.mark.parametrize(
        ("code", "name", "province"),
        [
            ("0518", "'s-Gravenhage", "zuid-holland"),
            ("1961", "Vijfheerenlanden", "utrecht"),
            ("0373", "Bergen (NH.)", "noord-holland"),
            ("0893", "Bergen (L.)", "limburg"),
            ("1900", "Súdwest-Fryslân", "fryslan"),
            ("1992", "Voorne aan Zee", "zuid-holland"),
        ],
    )
    def test_some_that_are_easily_wrong(
        self, rows: list[MunicipalityRow], code: str, name: str, province: str
    ) -> None:
        assert MunicipalityRow(code, name, province, 2023) in rows

    def test_those_that_merged_are_gone(self, rows: list[MunicipalityRow]) -> None:
        merged = {"0370", "0398", "0416", "0501", "0530", "0614", "0756", "0786", "0856", "1685"}
        assert not merged & {row.code for row in rows}


def test_reading_needs_no_django() -> None:
    code = "import core.municipality_list, sys; sys.exit('django' in sys.modules)"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)


PROVINCE_NUMBERS = {"Drenthe": 22, "Fryslân": 21, "Noord-Holland": 27}


def cbs_list(folder: Path, *municipalities: tuple[str, str, str]) -> Path:
    """Write a list as CBS's workbook is saved: code, name and province of each municipality."""
    rows = [
        f"{int(code)};GM{code};{name};{number};PV{number};{province}\n"
        for code, name, province in municipalities
        for number in [PROVINCE_NUMBERS[province]]
    ]
    file = folder / "gemeenten.csv"
    file.write_bytes((CBS_HEADER + "".join(rows)).encode("cp1252"))
    return file


EMMEN = ("0114", "Emmen", "Drenthe")
AMSTERDAM = ("0363", "Amsterdam", "Noord-Holland")
HILVERSUM = ("0402", "Hilversum", "Noord-Holland")
WIJDEMEREN = ("1696", "Wijdemeren", "Noord-Holland")


def run(*arguments: object) -> str:
    """Run the command and return what it printed."""
    # Imported here, so that the tests of the reading run without Django.
    from django.core.management import call_command

    output = StringIO()
    call_command("import_municipalities", *map(str, arguments), stdout=output)
    return output.getvalue().strip()


def refused(*arguments: object) -> tuple[str, str]:
    """Run the command, which must fail; return its error and what it said of the rows."""
    from django.core.management import CommandError, call_command

    errors = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_municipalities", *map(str, arguments), stderr=errors)
    return str(caught.value), errors.getvalue()


def stored(field: str) -> dict[str, object]:
    """Return one field of every municipality in the database, by code."""
    from core.models import Municipality

    return dict(Municipality.objects.values_list("code", field))


@pytest.mark.django_db
class TestImport:
    def test_the_own_list(self) -> None:
        assert run() == "343 added, 0 changed, 0 dissolved, 0 unchanged"
        assert [code for code, dissolved in stored("dissolved").items() if dissolved] == ["0457"]

    def test_the_own_list_again(self, django_assert_max_num_queries: Any) -> None:
        run()
        before = [stored(field) for field in ("name", "province", "valid_year", "dissolved")]
        with django_assert_max_num_queries(4):
            assert run() == "0 added, 0 changed, 0 dissolved, 343 unchanged"
        assert [
            stored(field) for field in ("name", "province", "valid_year", "dissolved")
        ] == before

    def test_provinces_are_those_of_the_model(self) -> None:
        from core.models import Province

        assert set(Province.values) == PROVINCES

    def test_every_imported_row_is_valid(self) -> None:
        from core.models import Municipality

        run()
        for municipality in Municipality.objects.all():
            municipality.clean_fields()

    def test_a_newer_list(self, tmp_path: Path) -> None:
        run(cbs_list(tmp_path, EMMEN, HILVERSUM, WIJDEMEREN), "--year", 2026)
        newer = cbs_list(tmp_path, EMMEN, HILVERSUM, AMSTERDAM)
        assert run(newer, "--year", 2027) == "1 added, 2 changed, 1 dissolved, 0 unchanged"
        assert stored("dissolved") == {"0114": False, "0363": False, "0402": False, "1696": True}
        # The year of the last list that it was on.
        assert stored("valid_year")["1696"] == 2026

        assert run(newer, "--year", 2027) == "0 added, 0 changed, 0 dissolved, 3 unchanged"

    def test_a_list_without_year_dissolves_nothing(self, tmp_path: Path) -> None:
        run()
        file = tmp_path / "part.csv"
        file.write_text(OWN_HEADER + "0114,Emmen aan Zee,drenthe,2024,0\n")
        assert run(file) == "0 added, 1 changed, 0 dissolved, 0 unchanged"
        assert stored("name")["0114"] == "Emmen aan Zee"
        assert sum(map(bool, stored("dissolved").values())) == 1

    def test_a_list_may_say_itself_what_is_dissolved(self, tmp_path: Path) -> None:
        run(cbs_list(tmp_path, EMMEN, WIJDEMEREN), "--year", 2026)
        file = tmp_path / "list.csv"
        file.write_text(OWN_HEADER + "1696,Wijdemeren,noord-holland,2026,1\n")
        assert run(file) == "0 added, 0 changed, 1 dissolved, 0 unchanged"
        assert stored("dissolved") == {"0114": False, "1696": True}

    def test_the_own_list_after_a_newer_one_changes_nothing(self, tmp_path: Path) -> None:
        run()
        file = tmp_path / "list.csv"
        lines = OWN_LIST.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if "Wijdemeren" not in line))
        run(file, "--year", 2027)
        assert run() == "0 added, 0 changed, 0 dissolved, 343 unchanged"
        assert stored("dissolved")["1696"] is True
        assert stored("valid_year")["0363"] == 2027
        assert stored("valid_year")["0457"] == 2022

    def test_a_correct_list_of_a_later_year_restores(self, tmp_path: Path) -> None:
        run(cbs_list(tmp_path, EMMEN, WIJDEMEREN), "--year", 2025)
        run(cbs_list(tmp_path, EMMEN), "--year", 2026)
        run(cbs_list(tmp_path, EMMEN, WIJDEMEREN), "--year", 2027)
        assert stored("dissolved") == {"0114": False, "1696": False}

    def test_what_is_known_is_kept(self, tmp_path: Path) -> None:
        header = OWN_HEADER.strip() + ",population,urbanity\n"
        file = tmp_path / "list.csv"
        file.write_text(header + "0114,Emmen,drenthe,2026,0,108000,3\n")
        run(file)
        run(cbs_list(tmp_path, EMMEN), "--year", 2027)
        assert (stored("population"), stored("urbanity")) == ({"0114": 108000}, {"0114": 3})
        file.write_text(header + "0114,Emmen,drenthe,2028,0,109000,\n")
        run(file)
        assert (stored("population"), stored("urbanity")) == ({"0114": 109000}, {"0114": 3})

    def test_the_choosers_find_what_was_imported(self) -> None:
        from modelsearch.backends import get_search_backend

        from core.models import Municipality

        run()
        found = get_search_backend().autocomplete("Wijdem", Municipality)
        assert [municipality.name for municipality in found] == ["Wijdemeren"]


@pytest.mark.django_db
class TestRefusedImport:
    def test_a_fault_in_one_row(self, tmp_path: Path) -> None:
        file = tmp_path / "list.csv"
        file.write_text(
            OWN_HEADER
            + "0363,Amsterdam,noord-holland,2023,0\n"
            + "0114,,drenthe,2023,0\n"
            + "0402,Hilversum,Gooi,2023,0\n"
        )
        error, rows = refused(file)
        assert error == f"Nothing was written: {file} has 2 fault(s)."
        assert rows.splitlines() == [
            "line 3, column name: the name is empty",
            "line 4, column province: 'Gooi' is no province",
        ]
        assert stored("name") == {}

    def test_a_list_that_names_no_year(self, tmp_path: Path) -> None:
        error, _ = refused(cbs_list(tmp_path, EMMEN))
        assert "--year" in error
        assert stored("name") == {}

    def test_a_list_that_is_older_than_the_database(self, tmp_path: Path) -> None:
        run()
        error, _ = refused(cbs_list(tmp_path, EMMEN), "--year", 2022)
        assert "newer than 2022" in error

    def test_half_a_list(self, tmp_path: Path) -> None:
        run()
        error, _ = refused(cbs_list(tmp_path, ("0114", "Emmeloord", "Drenthe")), "--year", 2027)
        assert "lacks 341" in error
        assert stored("name")["0114"] == "Emmen"

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        error, _ = refused(tmp_path / "nothing.csv")
        assert "cannot be read" in error

    @pytest.mark.parametrize("year", [1989, 2101])
    def test_a_year_out_of_range(self, year: int) -> None:
        assert "--year must be from 1990 to 2100" in refused("--year", year)[0]

    def test_an_index_that_fails_undoes_the_rest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from core.management.commands import import_municipalities

        def fail(**options: object) -> list[object]:
            raise ConnectionError

        monkeypatch.setattr(import_municipalities, "get_search_backends", fail)
        with pytest.raises(ConnectionError):
            run()
        assert stored("name") == {}
