"""Files that belong to something: checked by content, stripped, served by their owner's view.

Nouns: `Attachment` (abstract), a *clean file*. A file is never reachable by its address alone.
This room must never know what the files are evidence of.
"""
