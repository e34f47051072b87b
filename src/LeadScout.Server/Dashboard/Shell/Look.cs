using MudBlazor;

namespace LeadScout.Server.Dashboard.Shell;

/// <summary>How the dashboard looks: system fonts, little colour, and enough contrast in light and dark (WCAG AA).</summary>
internal static class Look
{
    private const string Sans = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

    /// <summary>The theme of the components; the dashboard's own style sheet has the same colours by its own names.</summary>
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b6b66",
            PrimaryContrastText = "#ffffff",
            Secondary = "#3d5a80",
            Tertiary = "#6b4f8a",
            Background = "#f5f6f8",
            BackgroundGray = "#eceef2",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            DrawerBackground = "#ffffff",
            TextPrimary = "#17202b",
            TextSecondary = "#52606f",
            TextDisabled = "#6b7785",
            ActionDefault = "#52606f",
            ActionDisabled = "#7b8794",
            ActionDisabledBackground = "#e4e7ec",
            LinesDefault = "#dfe3e8",
            LinesInputs = "#8a95a3",
            TableLines = "#e6e9ee",
            Divider = "#dfe3e8",
            Success = "#1d7044",
            Warning = "#8a5a00",
            Error = "#b3261e",
            Info = "#2a5f9e",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#63c7bd",
            PrimaryContrastText = "#06211f",
            Secondary = "#9fb8d8",
            Tertiary = "#c3aade",
            Background = "#11161c",
            BackgroundGray = "#171d25",
            Surface = "#19202a",
            AppbarBackground = "#19202a",
            DrawerBackground = "#19202a",
            TextPrimary = "#e6eaf0",
            TextSecondary = "#a4afbd",
            TextDisabled = "#8793a2",
            ActionDefault = "#a4afbd",
            ActionDisabled = "#7f8b9a",
            ActionDisabledBackground = "#262f3b",
            LinesDefault = "#2b3542",
            LinesInputs = "#6c7887",
            TableLines = "#28313d",
            Divider = "#2b3542",
            Success = "#7fd1a0",
            Warning = "#e8b85c",
            Error = "#ff8f86",
            Info = "#8bbcf2",
            SuccessContrastText = "#0b1f14",
            WarningContrastText = "#241a06",
            ErrorContrastText = "#2b0b08",
            InfoContrastText = "#0a1a2c",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = [Sans], FontSize = ".9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button =
                new ButtonTypography { FontFamily = [Sans], FontSize = ".9rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = [Sans], FontSize = ".9375rem", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = [Sans], FontSize = ".875rem", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontFamily = [Sans], FontSize = "1rem", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontFamily = [Sans], FontSize = ".8125rem", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = [Sans], FontSize = "1.0625rem", FontWeight = "600", LetterSpacing = "normal" },
        },
    };
}
