"""What other tools do of the same work, each a program of its own in the environment `.venv-peers`."""
