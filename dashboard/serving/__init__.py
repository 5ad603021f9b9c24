"""The server's own parts around Streamlit."""
