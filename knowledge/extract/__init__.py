"""From what stands on the paper to what it says: cells, sentences, and whose paper it is."""
