"""Forms, workbooks and PDFs: the only room with openpyxl, calamine and reportlab. See docs.md beside this file."""
