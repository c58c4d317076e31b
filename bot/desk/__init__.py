"""The staff desk in the browser, and the public view of the papers: the same Reply as everywhere.

access      the routes, who may use each; guarding what comes in
accounts    who may log in, and as what; sessions, log-in limits, the audit log
engine      the answerer at hand, and the places of its papers
sheets      a table of a paper → what is drawn of it
pages/      one file a part of the desk: what each route does
templates/  static/     what is shown; words.toml is what the code itself says
"""
