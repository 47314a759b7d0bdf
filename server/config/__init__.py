"""The settings of the service: their table, the settings file, import schedules, and the models they name."""
