"""The screens: Chinese pages on Streamlit, for officers. Nothing here computes a figure."""
