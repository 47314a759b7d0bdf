"""The state that survives rebuilds, in state.sqlite: corrections, feedback, the audit log and admins' choices."""
