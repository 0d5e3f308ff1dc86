"""The supervision table (督导一张表): stages, lights, key tasks, issues."""
