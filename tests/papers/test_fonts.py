"""Every character prints in the first font of the machine that has it; what no font has is known."""

import struct
from pathlib import Path

import pytest

from vaxdesk.papers.font_embedding import to_unicode
from vaxdesk.papers.font_files import Face, coverage, covers, installed, wanted
from vaxdesk.papers.fonts import FontShelf
from vaxdesk.rules.messages import Refused

RARE = "䶮㛃𫖯𬍛𠮷"


@pytest.fixture(scope="module")
def machine():
    shelf = FontShelf()
    try:
        shelf.typeface("song")
    except Refused:
        pytest.skip("no Chinese font on this machine")
    return shelf


@pytest.mark.parametrize("char", RARE)
def test_a_rare_character_prints_as_itself_if_any_font_here_has_it(machine, char):
    everything = [Face(path) for path in machine.files]
    somewhere = any(covers(coverage(face), ord(char)) for face in everything)
    drawn = "".join(text for _, text in machine.typeface("song").runs(f"王{char}"))
    assert drawn == (f"王{char}" if somewhere else "王□")
    assert (char in machine.missing) == (not somewhere)


def test_a_character_that_no_font_has_is_a_box_and_is_listed(machine):
    nobody = "\U0010fffd"
    assert "".join(text for _, text in machine.typeface("song").runs(f"王{nobody}芳")) == "王□芳"
    assert nobody in machine.missing


def test_signs_that_are_not_seen_take_no_room(machine):
    face = machine.typeface("song")
    assert face.width("王\u200b芳\ufe00", 10) == face.width("王芳", 10)
    assert "".join(text for _, text in face.runs("王\u200b芳\ufe00")) == "王芳"


def test_a_chinese_character_is_as_wide_as_the_size(machine):
    assert machine.typeface("song").width("王芳", 10) == pytest.approx(20, abs=0.5)


def test_without_any_chinese_font_the_person_is_told_what_to_install():
    with pytest.raises(Refused, match=r"no_chinese_font.*fonts-wqy-microhei"):
        FontShelf([]).typeface("song")


def test_a_file_with_other_outlines_is_passed_over(tmp_path):
    cff = tmp_path / "cff.ttf"
    cff.write_bytes(struct.pack(">4sHHHH", b"OTTO", 1, 16, 0, 0) + struct.pack(">4sIII", b"CFF ", 0, 28, 0))
    assert coverage(Face(cff)) == ()
    with pytest.raises(Refused, match="no_chinese_font"):
        FontShelf([cff]).typeface("song")


@pytest.mark.parametrize("content", [b"", b"ttcf", b"ttcf\0\1\0\0\0\0\0\1", b"\0\1\0\0\xff\xff" + b"x" * 500])
def test_a_damaged_font_file_is_passed_over(tmp_path, content):
    damaged = tmp_path / "simsun.ttc"
    damaged.write_bytes(content)
    assert coverage(Face(damaged)) == ()


def test_a_file_cut_off_in_the_middle_is_passed_over(machine, tmp_path):
    whole = Path(machine.files[0])
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(whole.read_bytes()[:2000])
    with pytest.raises(Refused, match="no_chinese_font"):
        FontShelf([cut]).typeface("song")


def test_fonts_are_found_below_the_folders_of_the_platform(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "SimSun.TTC").touch()
    (tmp_path / "deep" / "notes.txt").touch()
    folders = {"linux": [str(tmp_path), "/nowhere/at/all"], "windows": [], "darwin": []}
    assert [path.name for path in installed(folders, "linux")] == ["SimSun.TTC"]
    assert installed(folders, "win32") == []


def test_the_order_of_the_wishes_decides_and_a_number_names_a_face():
    files = [Path("a/uming.ttc"), Path("b/SIMSUN.TTC"), Path("c/Songti.ttc")]
    assert list(wanted(files, ["sims*.ttc", "songti.ttc#6", "uming.ttc"])) == [
        Face(Path("b/SIMSUN.TTC"), 0),
        Face(Path("c/Songti.ttc"), 6),
        Face(Path("a/uming.ttc"), 0),
    ]


def test_codes_map_back_to_text_beyond_the_first_plane():
    cmap = to_unicode([0, ord("王"), ord("𠮷")])
    assert "2 beginbfchar\n<01> <738B>\n<02> <D842DFB7>\nendbfchar" in cmap


def test_a_map_of_many_codes_is_written_in_blocks_of_a_hundred():
    assert to_unicode(range(1, 256)).count("100 beginbfchar") == 2
