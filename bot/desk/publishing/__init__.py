"""Papers handed in at the desk, until they are published: kept, read in a process of their own, shown.

uploads     files kept under the digest of their bytes; a name is never a path
publishing  drafts: taken, read in the background, loaded with their places
"""
