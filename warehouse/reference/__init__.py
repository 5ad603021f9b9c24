"""Reference data (基础数据): units, townships, villages, schools, population, holidays."""
