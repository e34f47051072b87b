using System.Globalization;
using System.Reflection;
using LeadScout.Cluster;
using Orleans;
using Orleans.CodeGeneration;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>
/// What nodes say to each other, as the file <c>wire.txt</c> has it. Nodes of two versions are one service while they are replaced one by one: a line there
/// may be added, with a higher version of its interface, and none may be changed or taken away before no node is left that says it.
/// </summary>
public sealed class WireTests
{
    private static string[] Baseline => File.ReadAllLines(Path.Join(AppContext.BaseDirectory, "wire.txt"));

    [Fact]
    public void Interfaces_and_messages_between_nodes_are_those_of_the_baseline() => Assert.Equal(Baseline, Wire());

    [Fact]
    public void Every_interface_has_a_name_and_a_version_of_its_own_and_every_message_a_name_and_numbers_that_are_not_used_twice()
    {
        foreach (var grain in Interfaces())
        {
            Assert.NotNull(grain.GetCustomAttribute<AliasAttribute>());
            Assert.True(grain.GetCustomAttribute<VersionAttribute>() is { Version: > 0 }, grain.Name);
            Assert.All(grain.GetMethods(), method => Assert.NotNull(method.GetCustomAttribute<AliasAttribute>()));
        }

        foreach (var message in Messages())
        {
            Assert.NotNull(message.GetCustomAttribute<AliasAttribute>());
            var numbers = message.GetProperties().Where(IsSent).Select(property => property.GetCustomAttribute<IdAttribute>()?.Id).ToArray();
            Assert.DoesNotContain(null, numbers);
            Assert.Equal(numbers.Length, numbers.Distinct().Count());
        }
    }

    private static string[] Wire() =>
    [
        .. Interfaces().SelectMany(grain => grain.GetMethods().OrderBy(method => method.Name, StringComparer.Ordinal).Select(method => Line(grain, method))),
        .. Messages().SelectMany(message => message.GetProperties().Where(IsSent).OrderBy(IdOf).Select(property => string.Create(
            CultureInfo.InvariantCulture,
            $"{AliasOf(message)} {IdOf(property)} {property.Name}: {Name(property.PropertyType)}"))),
    ];

    private static string Line(Type grain, MethodInfo method) => string.Create(
        CultureInfo.InvariantCulture,
        $"{AliasOf(grain)} v{grain.GetCustomAttribute<VersionAttribute>()!.Version} {AliasOf(method)}({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)))}): {Name(method.ReturnType)}");

    private static IEnumerable<Type> Interfaces() =>
        typeof(ClusterAddOn).Assembly.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain))).OrderBy(AliasOf, StringComparer.Ordinal);

    private static IEnumerable<Type> Messages() => typeof(ClusterAddOn).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null && type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null)
        .Where(type => type.Namespace == typeof(ClusterAddOn).Namespace)
        .OrderBy(AliasOf, StringComparer.Ordinal);

    private static bool IsSent(PropertyInfo property) => property.GetMethod is { IsStatic: false } && property.Name != "EqualityContract";

    private static uint IdOf(PropertyInfo property) => property.GetCustomAttribute<IdAttribute>()!.Id;

    private static string AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias ?? member.Name;

    private static string Name(Type type) => type.GetCustomAttribute<AliasAttribute>()?.Alias
        ?? (type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name);
}
