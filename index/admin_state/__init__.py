"""What no rebuild may lose, in state.sqlite: corrections, feedback, the audit log and what an admin chose."""
