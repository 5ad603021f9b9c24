"""What each page needs of a snapshot, as typed results. Knows no Streamlit."""
