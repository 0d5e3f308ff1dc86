"""Many workbooks in one go: each whole or not at all, one order, one result a file."""

import io
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from metrics.errors import UnknownChoice
from metrics.records.reports import Outcome, Received
from sql.__main__ import main
from sql.database.engine import session_scope
from sql.reported import batch, batch_files, history
from sql.reported.batch import import_batch, marked_zip
from sql.reported.batch_files import Addressed, SentFile, addressed, named, unpacked
from sql.reported.intake import Opened, import_workbook, open_workbook
from tests.workbooks import made

JULY, AUGUST = date(2023, 7, 28), date(2023, 8, 31)
TODAY = date(2023, 9, 5)


@pytest.fixture
def folder(sqlite_database: str, tmp_path: Path) -> Path:
    """A folder of a province that has reported its divisions."""
    return province_reported(tmp_path)


def province_reported(tmp_path: Path) -> Path:
    path = made.write(tmp_path / "区划.xlsx", made.province())
    assert import_workbook(path, unit="620000", as_of=date(2023, 1, 1)).stored
    path.unlink()
    return tmp_path


def county_103() -> dict[str, made.Rows]:
    """Return the workbook of the other county, with codes of its own."""
    project = made.PROJECTS[0], ("Q1", "三号项目", "620103", 2023, 10, 1)
    return {"项目": project, "资金": (made.FUNDS[0], ("Q1", "省财政", 5, None, None))}


def sent(folder: Path, *names: str) -> list[Received]:
    files = addressed(named([str(folder / name) for name in names or ("*.xlsx",)]))
    return import_batch(files, sent_by="收件人", today=TODAY)


def became(results: list[Received]) -> list[tuple[str, bool]]:
    return [(result.file_name, result.stored) for result in results]


def submitted() -> list[tuple[str, date]]:
    with session_scope() as session:
        return [(s.unit, s.data_date) for s in reversed(history.submissions(session))]


def test_files_are_stored_by_date_and_unit_whatever_their_names(folder: Path):
    made.write(folder / "甲_620103_2023-07-28.xlsx", county_103())
    made.write(folder / "乙_620102_2023-08-31.xlsx", made.county())
    made.write(folder / "丙_620102_2023-07-28.xlsx", made.county())
    results = sent(folder)
    assert [result.file_name[0] for result in results] == ["丙", "甲", "乙"]
    assert submitted()[1:] == [("620102", JULY), ("620103", JULY), ("620102", AUGUST)]
    assert all(result.stored and result.seconds >= 0 for result in results)


def test_one_wrong_file_keeps_no_other_out(folder: Path):
    wrong = made.changed(made.county(), "小区", 1, "户数", "很多")
    made.write(folder / "620102_2023-07-28.xlsx", wrong)
    made.write(folder / "620103_2023-07-28.xlsx", county_103())
    (folder / "620102_2023-08-31.xlsx").write_bytes(b"PK\x03\x04 no")
    results = sent(folder)
    assert [result.stored for result in results] == [False, True, False]
    assert [e.code for result in results[::2] for e in result.outcome.errors] == [
        "not_a_count_from_1", "file",
    ]  # fmt: skip
    assert submitted()[1:] == [("620103", JULY)]


def test_the_same_files_again_add_nothing(database: str, tmp_path: Path):
    folder = province_reported(tmp_path)
    made.write(folder / "620102_2023-07-28.xlsx", made.county())
    made.write(folder / "620103_2023-07-28.xlsx", county_103())
    assert len(sent(folder)) == 2
    before = submitted()
    assert all(result.outcome.accepted.repeated for result in sent(folder))
    assert submitted() == before


def test_two_different_files_of_one_unit_and_day_are_both_refused_by_name(folder: Path):
    made.write(folder / "620102_2023-07-28.xlsx", made.county())
    changed = made.changed(made.county(), "小区", 1, "户数", 101)
    made.write(folder / "改_620102_2023-07-28.xlsx", changed)
    results = sent(folder)
    assert {result.refusal for result in results} == {
        "“620102_2023-07-28.xlsx”、“改_620102_2023-07-28.xlsx”都是620102截至2023-07-28的报送而内容不同，"
        "请只保留正确的一份，再重新导入。"
    }
    assert len(submitted()) == 1


def test_the_same_file_under_two_names_is_one_submission(folder: Path):
    path = made.write(folder / "620102_2023-07-28.xlsx", made.county())
    (folder / "副本_620102_2023-07-28.xlsx").write_bytes(path.read_bytes())
    first, second = sent(folder)
    assert first.stored
    assert second.outcome.accepted.repeated
    assert len(submitted()) == 2


def test_a_file_that_says_neither_unit_nor_date_is_told_and_not_tried(folder: Path):
    made.write(folder / "报送.xlsx", made.county())
    made.write(folder / "城关区_2023-07-28.xlsx", made.county())
    made.write(folder / "620103.xlsx", county_103())
    results = {result.file_name: result for result in sent(folder)}
    assert "看不出是哪个单位" in results["报送.xlsx"].refusal
    assert "看不出数据截止日期" in results["报送.xlsx"].refusal
    assert "看不出数据截止日期" not in results["城关区_2023-07-28.xlsx"].refusal
    assert results["620103.xlsx"].refusal.startswith("看不出数据截止日期")
    assert len(submitted()) == 1


def test_a_chosen_date_is_that_of_files_without_one_and_refuses_those_with_another(folder: Path):
    made.write(folder / "620102.xlsx", made.county())
    made.write(folder / "620103_2023-07-28.xlsx", county_103())
    files = addressed(named([str(folder)]), as_of=AUGUST)
    results = {r.file_name: r for r in import_batch(files, today=TODAY)}
    assert results["620102.xlsx"].stored
    assert results["620103_2023-07-28.xlsx"].refusal == (
        "文件写明的数据截止日期是2023-07-28，与选定的2023-08-31不一致，请核对。"
    )


def test_progress_tells_each_file_as_it_is_done(folder: Path):
    made.write(folder / "620102_2023-07-28.xlsx", made.county())
    made.write(folder / "620103_2023-07-28.xlsx", county_103())
    told = []
    import_batch(
        addressed(named([str(folder)])),
        today=TODAY,
        progress=lambda done, of, result: told.append((done, of, result.unit)),
    )
    assert told == [(1, 2, "620102"), (2, 2, "620103")]


def test_breaking_off_leaves_whole_files_and_the_same_command_takes_it_up(folder: Path):
    for month in range(1, 8):
        made.write(folder / f"620103_2023-0{month}-05.xlsx", county_103())

    def stop(done: int, _of: int, _result: Received) -> None:
        if done == 2:
            raise KeyboardInterrupt

    files = addressed(named([str(folder)]))
    with pytest.raises(KeyboardInterrupt):
        import_batch(files, today=TODAY, progress=stop)
    assert len(submitted()) == 3
    results = import_batch(files, today=TODAY)
    assert [result.outcome.accepted.repeated for result in results] == [True] * 2 + [False] * 5


def test_the_command_says_what_stays_stored_when_it_is_broken_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    for month in range(1, 5):
        made.write(folder / f"620103_2023-0{month}-05.xlsx", county_103())
    whole = batch._imported

    def broken_off(each: Addressed, *rest: object) -> Outcome:
        if each.file.name == "620103_2023-03-05.xlsx":
            raise KeyboardInterrupt
        return whole(each, *rest)

    monkeypatch.setattr(batch, "_imported", broken_off)
    assert main(["import", str(folder)]) == 130
    assert capsys.readouterr().err == (
        "已中断。共4份，已导入2份，保留在数据库中；尚未导入2份：620103_2023-03-05.xlsx、"
        "620103_2023-04-05.xlsx。再执行一次同一命令即可接着导入，已导入的不会重复。\n"
    )
    assert len(submitted()) == 3


def test_a_workbook_that_tells_another_date_than_the_command_is_not_stored(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    """As a workbook of last year that was prefilled, sent for this one."""
    assert import_workbook(
        made.write(folder / "县.xlsx", made.county()), unit="620102", as_of=JULY
    ).stored
    filled = str(folder / "上期.xlsx")
    whose = ["--unit", "620102", "--as-of"]
    assert main(["template", filled, "--filled", *whose, str(JULY)]) == 0
    assert main(["import", filled, *whose, str(AUGUST)]) == 2
    assert (
        "文件写明的数据截止日期是2023-07-28，与--as-of 2023-08-31不一致" in capsys.readouterr().err
    )
    assert len(submitted()) == 2
    assert main(["import", filled, "--unit", "620103", "--as-of", str(JULY)]) == 1
    told = capsys.readouterr().err
    assert "文件写明的报送单位是620102，与--unit 620103不同" in told
    assert "行政区划代码主要是620102甲一区的" in told
    assert len(submitted()) == 2


def test_what_is_read_first_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch):
    for month in range(1, 6):
        made.write(folder / f"620103_2023-0{month}-05.xlsx", county_103())

    def slowly(source: Path, *, file_name: str, **known: object) -> Opened:
        time.sleep(0.5 if file_name == "620103_2023-01-05.xlsx" else 0)
        return open_workbook(source, file_name=file_name, **known)

    monkeypatch.setattr("sql.reported.batch.open_workbook", slowly)
    files = addressed(named([str(folder)]))
    import_batch(files[::-1], today=TODAY)
    assert [day.month for _, day in submitted()[1:]] == [1, 2, 3, 4, 5]


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in members.items():
            box.writestr(name, content)
    return target.getvalue()


def test_a_zip_is_the_workbooks_in_it(folder: Path):
    path = made.write(folder / "x.xlsx", made.county())
    content = path.read_bytes()
    members = {
        "甲市/620102_2023-07-28.xlsx": content,
        "甲市/~$620102_2023-07-28.xlsx": b"lock",
        "__MACOSX/甲市/._620102_2023-07-28.xlsx": b"side",
        "说明.txt": b"-",
    }
    [file] = unpacked([SentFile(name="全部.zip", source=zipped(members))])
    assert (file.name, file.content()) == ("620102_2023-07-28.xlsx", content)
    [result] = import_batch(addressed([file]), today=TODAY)
    assert result.stored


OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)


def test_what_is_no_workbook_is_told_and_not_left_out_in_silence(folder: Path):
    members = {"620102_2023-07-28.xls": OLD_EXCEL, "乙市.zip": zipped({"a.xlsx": b"PK"})}
    for name, content in members.items():
        (folder / name).write_bytes(content)
    (folder / "全部.zip").write_bytes(zipped(members))
    told = [
        (result.file_name, result.refusal or result.outcome.errors[0].value)
        for result in sent(folder, ".")
    ]
    assert [(name, "旧格式" in why, "里的压缩包" in why) for name, why in told] == [
        ("620102_2023-07-28.xls", True, False),
        ("620102_2023-07-28.xls", True, False),
        ("a.xlsx", False, False),
        ("乙市.zip", False, True),
    ]


def test_names_in_a_zip_of_chinese_windows_are_read():
    name = "甲一区.xlsx".encode("gb18030")
    content = zipped({"x" * len(name): b"PK"}).replace(b"x" * len(name), name)
    [file] = unpacked([SentFile(name="全部.zip", source=content)])
    assert file.name == "甲一区.xlsx"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no zip", "已损坏"),
        (zipped({"说明.txt": b"-"}), "没有工作簿"),
        (zipped({f"{n}.xlsx": b"" for n in range(501)}), "超过500个"),
    ],
    ids=["broken", "empty", "many"],
)
def test_a_zip_that_is_refused_says_why(content: bytes, words: str, sqlite_database: str):
    [file] = addressed(unpacked([SentFile(name="全部.zip", source=content)]))
    [result] = import_batch([file], today=TODAY)
    assert words in result.refusal
    assert result.outcome is None


def test_what_a_zip_holds_is_bounded(monkeypatch: pytest.MonkeyPatch):
    bomb = zipped({f"{n}.xlsx": bytes(30 << 20) for n in range(8)})
    assert len(bomb) < 1 << 20
    [file] = unpacked([SentFile(name="全部.zip", source=bomb)])
    assert "解压后超过200MB" in file.refusal
    large = zipped({"大.xlsx": bytes((30 << 20) + 1), "小.xlsx": b"PK"})
    files = unpacked([SentFile(name="全部.zip", source=large)])
    assert ["超过30MB" in file.refusal for file in files] == [True, False]
    monkeypatch.setattr(batch_files, "MOST_ZIPPED", 10)
    [file] = unpacked([SentFile(name="全部.zip", source=large)])
    assert "请分成几个压缩包" in file.refusal


def test_a_name_under_which_there_is_nothing_is_told(tmp_path: Path):
    with pytest.raises(UnknownChoice, match="没有找到文件"):
        named([str(tmp_path / "*.xlsx")])


def test_a_folder_a_pattern_and_a_file_of_it_are_each_file_once(tmp_path: Path):
    for name in ("一.xlsx", "二.xlsx", "~$一.xlsx", "说明.docx"):
        (tmp_path / name).write_bytes(b"")
    given = [str(tmp_path), str(tmp_path / "*.xlsx"), str(tmp_path / "一.xlsx")]
    assert [file.name for file in named(given)] == ["一.xlsx", "二.xlsx"]


def test_no_more_files_than_are_taken_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(batch_files, "MOST_FILES", 1)
    files = [SentFile(name=f"{n}.xlsx") for n in range(2)]
    with pytest.raises(UnknownChoice, match="一次最多导入1个工作簿，现有2个"):
        unpacked(files)


def test_marked_copies_come_as_one_zip_under_names_of_their_own(folder: Path):
    wrong = made.changed(made.county(), "小区", 1, "户数", "很多")
    files = [
        Addressed(
            file=SentFile(name="县.xlsx", source=made.write(folder / f"{n}.xlsx", sheets)),
            unit=unit, as_of=JULY, digest=str(n),
        )
        for n, (unit, sheets) in enumerate(
            [("620102", wrong), ("620103", wrong), ("620200", county_103())]
        )
    ]  # fmt: skip
    results = import_batch(files, today=TODAY)
    box = zipfile.ZipFile(io.BytesIO(marked_zip(files, results) or b""))
    assert box.namelist() == ["标注_县.xlsx", "标注_县_2.xlsx", "标注_县_3.xlsx"]
    assert all(box.read(name).startswith(b"PK") for name in box.namelist())


def test_without_findings_there_are_no_marked_copies(folder: Path):
    made.write(folder / "620102_2023-07-28.xlsx", made.county())
    files = addressed(named([str(folder)]))
    assert marked_zip(files, import_batch(files, today=TODAY)) is None
