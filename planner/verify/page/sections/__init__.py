"""What each section of the page should say."""
