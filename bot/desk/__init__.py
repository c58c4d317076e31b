"""The staff desk in the browser, and the public view of the papers: the same Reply as everywhere.

access      the routes, who may use each; the guard that every request passes
accounts    who may log in, and as what; sessions, limits on tries, headers beside it
desk        what the pages work with; app is the wiring, serving the server
engine      the answerer at hand, its papers, and the pictures of their pages
talks       what each session has asked
letter      the formal reply (wording in letter.toml); letter_docx and pictures make the file of it
exports     facts to take away as CSV and XLSX that run nothing
publishing/ papers handed in: kept, read as drafts, corrected
pages/      one file a part of the desk: what each route does
templates/  static/     what is shown; words.toml is what the code itself says
"""
