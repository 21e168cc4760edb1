"""Questions to the tables, one file a feature; what is loaded is said explicitly."""
