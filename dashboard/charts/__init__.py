"""Frame + metric → Plotly figure. Knows no Streamlit."""
