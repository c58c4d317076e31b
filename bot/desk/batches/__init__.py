"""Many inquiries at once: a table or a text of questions → the same table with an answer in each row.

reading     XLSX, CSV or DOCX → its columns and rows, and which column asks
answering   rows → answered rows, each on disk as soon as it is there
writing     answered rows → XLSX or CSV, those that need a person on top
"""

from bot.desk.batches.answering import Answered, answer_all
from bot.desk.batches.reading import ENDINGS, BatchError, Inquiries, inquiries_in
from bot.desk.batches.writing import written

__all__ = [
    "ENDINGS",
    "Answered",
    "BatchError",
    "Inquiries",
    "answer_all",
    "inquiries_in",
    "written",
]
