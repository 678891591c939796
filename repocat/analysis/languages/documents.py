"""Languages of data, markup and prose, one row each."""

from __future__ import annotations

from repocat.analysis.languages import rows

#: Extensions are lower case but where only the capital letter has the meaning; content settles shared ones.
_ROWS = """
AsciiDoc|prose|markup|none|.adoc .asciidoc
Astro|markup|web|component|.astro
BibTeX|markup|markup|none|.bib
Blade|markup|web|blade|.blade.php
Cabal Config|data|functional|ada|.cabal
CSS|markup|markup|css|.css
CSV|data|data|none|.csv
Diff|data|data|none|.diff .patch
Edge|markup|web|blade|.edge
EJS|markup|web|embedded|.ejs .ect .jst
GN|data|infrastructure|hash|.gn .gni
Go Checksums|data|data|none|=go.sum =go.work.sum
Go Module|data|data|slashes|=go.mod
Go Template|markup|web|go-template|.gohtml .gotmpl .html.tmpl .tmpl
Go Workspace|data|data|slashes|=go.work
Gradle|data|managed|c-quotes|.gradle
GraphQL|data|data|hash-described|.graphql .gql .graphqls
Haml|markup|web|haml|.haml
Handlebars|markup|web|mustache|.hbs .handlebars
HTML+EEX|markup|web|embedded|.eex .heex .leex
HTML+ERB|markup|web|embedded|.erb .rhtml .html.erb
HTML+Razor|markup|web|razor|.cshtml .razor
HTML|markup|markup|xml|.html .htm .xhtml .xht .hta
Ignore List|data|data|hash-line|=.gitignore =.dockerignore =.npmignore =.eslintignore =.prettierignore
  =.gcloudignore =.helmignore =.vscodeignore =.stylelintignore
INI|data|data|semicolon-ini|.ini .cfg .conf .editorconfig .service .socket .timer .mount .cnf =.coveragerc =.flake8
  =.pylintrc =pylintrc =.gitconfig =.gitmodules =.editorconfig =.buckconfig
Java Properties|data|data|properties|.properties
Jinja|markup|web|template|.jinja .jinja2 .j2
JSON with Comments|data|data|c|.jsonc .code-workspace .sublime-settings .sublime-keymap =tsconfig.json
  =jsconfig.json =.jshintrc =.jscsrc =.babelrc =.eslintrc.json =tslint.json =devcontainer.json
  =language-configuration.json =api-extractor.json
JSON5|data|data|c|.json5
JSON|data|data|none|.json .geojson .webmanifest .avsc .har .jsonl .topojson .tfstate .gltf .sarif .mcmeta
  =composer.lock =.nycrc =.c8rc =.htmlhintrc =Pipfile.lock =flake.lock =Package.resolved
Jupyter Notebook|markup|data|none|.ipynb
KDL|data|data|c|.kdl
Less|markup|markup|c|.less
Liquid|markup|web|liquid|.liquid
Markdown|prose|markup|none|.md .markdown .mdown .mkd .mdwn .mkdn .mkdown .ronn .livemd
MDX|markup|web|none|.mdx
Mermaid|markup|markup|none|.mmd .mermaid
Mustache|markup|web|mustache|.mustache
Ninja|data|infrastructure|hash-line|.ninja
Nunjucks|markup|web|template|.njk
OpenStep Property List|data|data|c|.plist
Org|prose|markup|org|.org
PostScript|markup|markup|percent|.ps .eps .pfa
Proguard|data|infrastructure|hash-line|
Protocol Buffer|data|data|c|.proto
Pug|markup|web|slashes|.pug .jade
RAML|markup|data|hash|.raml
reStructuredText|prose|markup|none|.rst .rest
Riot|markup|web|xml|.riot
RMarkdown|prose|markup|none|.rmd .Rmd .qmd
Roff|markup|markup|roff|.roff .man .mdoc .1 .2 .3 .4 .5 .6 .7 .8 .9 .1in .1m .3in .3pm .ms .me
RPM Spec|data|infrastructure|hash-line|.spec
Sass|markup|markup|c|.sass
SCSS|markup|markup|c|.scss
Slim|markup|web|none|.slim
Slint|markup|web|c|.slint
SPARQL|data|data|hash|.sparql .rq
SQL|data|data|sql|.sql .ddl .dml .mysql .prc .udf .viw
StringTemplate|markup|web|none|
Stylus|markup|markup|c|.styl
SVG|data|data|xml|.svg
Templ|markup|web|component|.templ
Text|prose|markup|none|.txt .text
TeX|markup|markup|tex|.tex .sty .cls .ltx .dtx .bbx .cbx .lbx .ins .mkiv .mkvi .toc
TOML|data|data|hash-quotes|.toml =Cargo.lock =poetry.lock =Pipfile =uv.lock =pdm.lock =Gopkg.lock =Cargo.toml.orig
TSV|data|data|none|.tsv
Turtle|data|data|hash|.ttl
Twig|markup|web|template|.twig
Velocity Template Language|markup|web|velocity|.vtl .vm
X PixMap|data|data|c|.xpm
Xcode Config|data|apple|slashes|.xcconfig
XML|data|data|xml|.xml .xsd .plist .csproj .vcxproj .fsproj .vbproj .sqlproj .proj .props .targets .resx .xaml
  .axaml .wsdl .ui .rss .rdf .nuspec .xlf .xliff .storyboard .xib .kml .gpx .wxs .wxi .dita .fxml .natvis .filters
  .shproj .jelly .iml .launch .xmi .urdf .xacro .slnx .mxml =pom.xml =.classpath =.project =App.config =Web.config
  =NuGet.config =packages.config
YAML|data|data|word-hash|.yml .yaml .mir .sublime-syntax =.clang-format =.clang-tidy =.clangd =.gemrc =CITATION.cff
"""

LANGUAGES = rows.languages(_ROWS)
