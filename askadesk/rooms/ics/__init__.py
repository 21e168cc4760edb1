"""Calendars as files (iCalendar, RFC 5545): what others wrote is read, what stands here is written."""
