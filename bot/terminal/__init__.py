"""The same Reply in a terminal, and a paper's facts and faults as a person reads them; the only home of rich.

console   paragraphs as lines that fit, in colour where it can be shown
answers   a reply
papers    a paper's facts and the report of its check
"""
