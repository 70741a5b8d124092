"""Papers on their way out when the disk fills up or a file is open elsewhere: said, whole sets stay, the rest goes on later."""

import pytest

from vaxdesk.actions import print_shop, printing
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office
from vaxdesk.actions.overview import overview
from vaxdesk.actions.print_shop import Order
from vaxdesk.actions.township import AS_OF
from vaxdesk.rules.messages import Refused

from .world import small_disk


@pytest.fixture
def office(tmp_path):
    register = make_demo(tmp_path / "town.vaxdesk", people=60).register
    with open_office(register, PASSPHRASE, today=AS_OF) as opened:
        yield opened


def silent(_done, _total, _pages):
    return None


def test_a_disk_that_fills_up_stops_the_job_which_goes_on_once_there_is_room(office, tmp_path):
    villages = list(overview(office, AS_OF).villages)
    order = Order(dict.fromkeys(villages, ("completed", "incomplete")), AS_OF)
    with small_disk(tmp_path / "disk", 4) as disk:
        fillers = []

        def told(done, _total, _pages):
            if done == 1:
                fillers.append(disk.fill())

        job = print_shop.save_all(office, order, disk.folder, ".pdf", told)
        assert isinstance(job.stopped, Refused)
        assert job.stopped.code == "file_not_written"
        assert (job.sets, list(job.left)) == (1, villages[1:])
        assert sorted(disk.folder.iterdir()) == sorted([*job.files, *fillers])
        assert {each.state for each in printing.register_of_prints(office, 3)} == {"stopped"}
        fillers[0].unlink()
        rest = print_shop.save_all(office, print_shop.rest_of(order, job), disk.folder, ".pdf", silent)
        assert rest.stopped is None
        assert len(list(disk.folder.iterdir())) == len(villages)


def test_a_file_that_cannot_be_replaced_stops_the_job_and_keeps_what_is_in_it(office, tmp_path):
    villages = list(overview(office, AS_OF).villages)
    order = Order(dict.fromkeys(villages, ("completed",)), AS_OF)
    folder = tmp_path / "sets"
    folder.mkdir()
    whole = print_shop.save_all(office, order, folder, ".xlsx", silent)
    held = whole.files[1]
    held.unlink()
    held.mkdir()
    job = print_shop.save_all(office, order, folder, ".xlsx", silent)
    assert isinstance(job.stopped, Refused)
    assert held.name in str(job.stopped.message)
    assert list(job.left) == villages[1:]
    held.rmdir()
    assert print_shop.save_all(office, print_shop.rest_of(order, job), folder, ".xlsx", silent).stopped is None
    assert len(list(folder.iterdir())) == len(villages)
