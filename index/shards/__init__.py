"""Divides a generation among several machines: each shard finds candidates in its cases, and a front asks them all."""
