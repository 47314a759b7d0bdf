"""Debunk cases: reading them, keeping them in generations, searching them, and matching pages against them."""
