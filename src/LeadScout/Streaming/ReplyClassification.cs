using System.Runtime.ExceptionServices;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Teaching;

namespace LeadScout.Streaming;

/// <summary>From what came home to what is told about a text.</summary>
internal static class ReplyClassification
{
    /// <summary>What is told to a waiter whose text is home.</summary>
    /// <exception cref="TeacherException">The teacher threw instead of replying.</exception>
    public static Classification Of(Waiter waiter)
    {
        var (key, reply) = (waiter.Text.Ask.Key, waiter.Text.Reply!);
        switch (reply)
        {
            case { Thrown: TeacherException thrown }:
                throw new TeacherException(thrown.Message, thrown.InnerException!); // each who waited throws an exception of its own
            case { Thrown: { } thrown }:
                ExceptionDispatchInfo.Throw(thrown);
                break;
        }

        var question = waiter.Text.Ask.Question;
        AskBill? bill = waiter.Bill.IsNothing ? null : waiter.Bill;
        return reply.Answer is { } answer
            ? new Classification(key, answer.Label, Decision.By(DecisionSource.Teacher, question.IndexOf(answer.Label)), null)
            {
                Why = new Why.Answered(answer.Source, answer.By, answer.At, answer.Call, answer.Audit),
                Bill = bill,
            }
            : new Classification(key, null, Decision.Undecided(ReasonOf(reply.Stop)), reply.Failure?.ToString())
            {
                Wording = reply.Failure,
                Stop = reply.Stop,
                Cause = reply.Cause,
                Bill = bill,
            };
    }

    private static UndecidedReason ReasonOf(AskStop? stop) => stop?.Kind switch
    {
        null => UndecidedReason.Failed,
        AskStopKind.OutOfMoney => UndecidedReason.OutOfMoney,
        _ => UndecidedReason.NotAsked,
    };
}
