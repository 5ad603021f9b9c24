"""Finding tables in a sheet: headers, bodies, and what stands around them."""
