"""Printing: diagnostics for people, editors and machines; and what each stage of the pipeline made."""
