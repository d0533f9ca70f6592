"""What all tabs are made of: the frame, lists, texts, dialogs; the charts stand in `charts`.

It imports Textual, `present` and what stands below that.
Never here: a tab, the app itself (a tab knows it as `host.Host`), and what only one tab needs.
"""
