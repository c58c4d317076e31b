"""The pages of the desk: the list of what is served, part by part."""

from bot.desk.access import Page
from bot.desk.pages import (
    aliases,
    ask,
    batches,
    corrections,
    drafts,
    entry,
    facts,
    inquiries,
    look,
    publish,
    reply,
    versions,
)

PAGES: tuple[Page, ...] = (
    *look.PAGES,
    *facts.PAGES,
    *ask.PAGES,
    *reply.PAGES,
    *batches.PAGES,
    *inquiries.PAGES,
    *aliases.PAGES,
    *publish.PAGES,
    *drafts.PAGES,
    *corrections.PAGES,
    *versions.PAGES,
    *entry.PAGES,
)
"""Every route there is."""
