# VaxDesk on Windows 10 and later, from a fresh checkout:
#   powershell -ExecutionPolicy Bypass -File packaging\run.ps1 demo|test
# demo opens the desk on a synthetic township, test runs all checks. A second run starts at once.
param([Parameter(Mandatory)][ValidateSet('demo', 'test')][string]$Work)
$ErrorActionPreference = 'Stop'
Set-Location (Split-Path $PSScriptRoot)

function Stop-WithAdvice([string]$Sentence) { Write-Host $Sentence; exit 2 }
function Confirm-Done([string]$Step) { if ($LASTEXITCODE -ne 0) { Stop-WithAdvice "$Step did not work; the lines above say why." } }

$scripts = Join-Path $PWD '.venv\Scripts'
if (-not (Test-Path "$scripts\python.exe")) {
    if (-not (Get-Command py -ErrorAction SilentlyContinue)) {
        Stop-WithAdvice 'VaxDesk needs Python 3.11, 3.12 or 3.13 (64-bit) with its "py" launcher: install it, then run this again.'
    }
    $listed = & py --list | Out-String
    $version = '3.11', '3.12', '3.13' | Where-Object { $listed -match "$([regex]::Escape($_))(?!\d|-32)" } | Select-Object -First 1
    if (-not $version) { Stop-WithAdvice 'VaxDesk needs Python 3.11, 3.12 or 3.13 (64-bit): install one of them, then run this again.' }
    & py "-$version" -m venv .venv
    Confirm-Done 'Making .venv'
}

$inputs = 'packaging\lock.txt', 'setup.cfg', 'pyproject.toml', 'vaxdesk\__init__.py'
$stamp = "$((Get-FileHash $inputs).Hash -join ' ') $PWD"
if (-not (Test-Path .venv\stamp) -or (Get-Content .venv\stamp) -ne $stamp) {
    Write-Host 'Installing the Python parts into .venv'
    & "$scripts\python.exe" -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r packaging\lock.txt
    Confirm-Done 'Installing the Python parts'
    & "$scripts\python.exe" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    Confirm-Done 'Installing VaxDesk'
    Set-Content .venv\stamp $stamp
}

if ($Work -eq 'demo') {
    New-Item -ItemType Directory -Force demo | Out-Null
    & "$scripts\vaxdesk.exe" demo demo\demo.vaxdesk
    exit $LASTEXITCODE
}
& "$scripts\ruff.exe" check .
$failed = $LASTEXITCODE
& "$scripts\ruff.exe" format --check -q .
$failed = $failed -bor $LASTEXITCODE
& "$scripts\mypy.exe"
$failed = $failed -bor $LASTEXITCODE
& "$scripts\pytest.exe" -n auto
exit ($failed -bor $LASTEXITCODE)
