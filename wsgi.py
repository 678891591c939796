from repocat import create_app

app = create_app()
