using LeadScout.SampleGenerator;

// Writes the sample list and its recorded answers: dotnet run --project eng/LeadScout.SampleGenerator [FOLDER]
var folder = Directory.CreateDirectory(args is [var given, ..] ? given : Path.Combine("samples", "demo")).FullName;
var sample = Sample.Generate();
File.WriteAllText(Path.Combine(folder, Sample.ListName), sample.List);
File.WriteAllText(Path.Combine(folder, Sample.AnswersName), sample.Answers);
Console.WriteLine($"{folder}: {sample.Rows} leads, {sample.DistinctTexts} different job titles");
