"""A word of the installation's own: proposed, weighed by the answers it would change, added, taken back.

corpus      the questions that a word is weighed by: asked ones, the papers' own names, ordinary ones (questions.toml)
weighing    a word and what it shall mean → what would change, before and after, and whether anything goes wrong
own_file    the file that the words stand in: one change at a time, by whoever changes it
words       what is said of a word that will not do (words.toml)
"""
