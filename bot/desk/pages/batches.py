"""Many at once: a file of inquiries handed in, its progress watched, the answered table taken back."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.desk.access import Page, Visit
from bot.desk.accounts import Role
from bot.desk.batches import ENDINGS
from bot.desk.batches.jobs import MOST_RUNNING, Job, Jobs
from bot.desk.desk import Desk
from bot.desk.exports import XLSX
from bot.desk.words import say


def show_batches(desk: Desk, visit: Visit) -> Response:
    """Show the form, and the files that were handed in."""
    return _listed(desk, visit)


def begin(desk: Desk, visit: Visit) -> Response:
    """Take a file, and begin to answer it."""
    file = visit.form.get("file")
    jobs = jobs_of(desk)
    if not isinstance(file, UploadFile) or not file.filename:
        return _listed(desk, visit, 422, say("batch.none"))
    if Path(file.filename).suffix.lower() not in ENDINGS:
        return _listed(desk, visit, 422, say("batch.ending", name=file.filename[-80:]))
    if jobs.running >= MOST_RUNNING:
        return _listed(desk, visit, 429, say("batch.busy", count=MOST_RUNNING))
    who = visit.account.name if visit.account else ""
    job = jobs.begin(file.filename, file.file.read(), who, desk.clock(), desk.arguments)
    desk.note(visit, "batch.begin", f"batch:{job}", after=file.filename[-200:])
    return RedirectResponse(f"/desk/batch/{job}", status_code=303)


def show_batch(desk: Desk, visit: Visit) -> Response:
    """Show how far a file is; a piece of the page where only that is asked for."""
    template = "pieces/batch.html" if visit.is_piece else "batch.html"
    return desk.show(visit, template, job=_job(desk, visit), stopped=say("batch.stopped"))


def go_on(desk: Desk, visit: Visit) -> Response:
    """Answer the rest of a file that stopped."""
    job, jobs = _job(desk, visit), jobs_of(desk)
    if job.state == "stopped" and jobs.running < MOST_RUNNING:
        jobs.run(job.id, desk.arguments)
        desk.note(visit, "batch.again", f"batch:{job.id}", after=job.name)
    return RedirectResponse(f"/desk/batch/{job.id}", status_code=303)


def take(desk: Desk, visit: Visit) -> Response:
    """Give the answered table."""
    job = _job(desk, visit)
    body = jobs_of(desk).result(job.id)
    if body is None:
        raise HTTPException(404)
    name = quote(say("batch.answers", name=Path(job.name).stem), safe="")
    given = f"attachment; filename=\"answers.xlsx\"; filename*=UTF-8''{name}"
    return Response(body, media_type=XLSX, headers={"Content-Disposition": given})


def remove(desk: Desk, visit: Visit) -> Response:
    """Remove a file and its answers."""
    job = _job(desk, visit)
    if jobs_of(desk).remove(job.id):
        desk.note(visit, "batch.remove", f"batch:{job.id}", before=job.name)
    return RedirectResponse("/desk/batch", status_code=303)


def jobs_of(desk: Desk) -> Jobs:
    """Return the files handed in at this desk."""
    return _jobs(desk.folder / "batches")


@cache
def _jobs(folder: Path) -> Jobs:
    return Jobs(folder)


def _job(desk: Desk, visit: Visit) -> Job:
    job = jobs_of(desk).get(visit.part("job"))
    if job is None:
        raise HTTPException(404)
    return job


def _listed(desk: Desk, visit: Visit, status: int = 200, trouble: str = "") -> Response:
    return desk.show(visit, "batches.html", status, jobs=jobs_of(desk).all(), trouble=trouble)


PAGES = (
    Page("GET", "/desk/batch", show_batches, Role.CLERK, in_menu=True),
    Page("POST", "/desk/batch", begin, Role.CLERK, takes_files=True),
    Page("GET", "/desk/batch/{job}", show_batch, Role.CLERK),
    Page("POST", "/desk/batch/{job}/again", go_on, Role.CLERK),
    Page("GET", "/desk/batch/{job}/answers.xlsx", take, Role.CLERK),
    Page("POST", "/desk/batch/{job}/remove", remove, Role.CLERK),
)
