# Completes leadscout in PowerShell. Load it with: leadscout completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName leadscout -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.ToString()
    if ($cursorPosition -gt $line.Length) { $line = $line.PadRight($cursorPosition) } else { $line = $line.Substring(0, $cursorPosition) }
    leadscout completion words $line 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
