"""Faults planted into copies of the workspace, to count how many the check finds."""
