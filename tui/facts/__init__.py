"""facts.yaml as records: read, validated, cached, with exact bounds on every number.

May be imported here: `tui.system`; pydantic and yaml only where a file is parsed.
Never here: a verdict on sources, a formula of the business, text for a screen.
"""
