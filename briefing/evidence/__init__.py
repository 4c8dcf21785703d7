"""Quotations against originals: where each stands, and the lock that remembers it for machines without the originals."""

from briefing.evidence.verify import Verification, verify

__all__ = ["Verification", "verify"]
