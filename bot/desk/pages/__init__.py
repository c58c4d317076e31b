"""The pages of the desk: the list of what is served, part by part."""

from bot.desk.access import Page
from bot.desk.pages import ask, entry, look

PAGES: tuple[Page, ...] = (*look.PAGES, *entry.PAGES, *ask.PAGES)
"""Every route there is."""
