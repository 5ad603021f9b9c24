"""Marts: facts and dimensions built from base tables by Ibis, so that they run on other engines too."""
